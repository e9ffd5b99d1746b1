create table bookings (id bigint primary key, customer text not null);
