/** Table of services that keep a team's records, customers or money. */
import type { ControlPlane } from "./plane.ts";

export const SAAS_PLANES: readonly ControlPlane[] = [
  {
    name: "Stripe",
    hosts: ["api.stripe.com"],
    routes: {
      "POST /v1/refunds": ["publish", "account", "a refund of money"],
      "POST /v1/transfers|payouts|charges": ["publish", "account", "a movement of money"],
      "POST /v1/subscriptions/*/cancel": ["delete", "account", "the subscription"],
      "DELETE /v1/subscriptions/*": ["delete", "account", "the subscription"],
    },
    nouns: {
      customers: "account",
      products: "record",
      plans: "record",
      coupons: "record",
      webhook_endpoints: "service",
    },
  },
  {
    name: "PayPal",
    hosts: ["api-m.paypal.com", "api.paypal.com"],
    routes: {
      "POST /v1/payments/payouts": ["publish", "account", "a movement of money"],
      "POST /v2/payments/captures/*/refund": ["publish", "account", "a refund of money"],
    },
  },
  {
    name: "Square",
    hosts: ["connect.squareup.com", "connect.squareupsandbox.com"],
    routes: {
      "POST /v2/refunds": ["publish", "account", "a refund of money"],
      "POST /v2/payments": ["publish", "account", "a movement of money"],
      "POST /v2/subscriptions/*/cancel": ["delete", "account", "the subscription"],
    },
    nouns: { customers: "account", catalog: "record" },
  },
  {
    name: "Datadog",
    hosts: ["api.datadoghq.com", "api.datadoghq.eu", "*.datadoghq.com"],
    routes: {
      "POST /api/v1/monitor/*/mute": ["weaken", "setting", "the monitor"],
      "POST /api/v1/monitor/mute_all": ["weaken", "setting", "every monitor"],
    },
    nouns: { monitor: "setting", dashboard: "record", slo: "record", synthetics: "service" },
  },
  {
    name: "PagerDuty",
    hosts: ["api.pagerduty.com"],
    nouns: { services: "service", schedules: "record", escalation_policies: "setting", users: "account" },
  },
  {
    name: "Sentry",
    hosts: ["sentry.io", "*.sentry.io"],
    under: ["/api/"],
    nouns: { projects: "project", organizations: "project", teams: "account", issues: "record", releases: "record" },
  },
  { name: "New Relic", hosts: ["api.newrelic.com", "api.eu.newrelic.com"] },
  {
    name: "Unleash",
    hosts: [":4242", "*.getunleash.io"],
    under: ["/api/admin/"],
    nouns: { features: "service", projects: "project", segments: "setting", environments: "environment" },
  },
  {
    name: "Flipt",
    hosts: [":8080"],
    under: ["/api/v1/namespaces/"],
    nouns: { flags: "service", segments: "setting", namespaces: "project", rules: "setting" },
  },
  {
    name: "LaunchDarkly",
    hosts: ["app.launchdarkly.com"],
    nouns: { flags: "service", projects: "project", environments: "environment" },
  },
  {
    name: "Auth0",
    hosts: ["*.auth0.com"],
    nouns: { users: "account", clients: "account", connections: "database", roles: "account", tenants: "project" },
  },
  {
    name: "Okta",
    hosts: ["*.okta.com", "*.oktapreview.com"],
    nouns: { users: "account", groups: "account", apps: "service", policies: "setting" },
    routes: { "POST /api/v1/users/*/lifecycle/deactivate|suspend": ["revoke", "account", "the user's access"] },
  },
  {
    name: "Twilio",
    hosts: ["*.twilio.com"],
    nouns: { IncomingPhoneNumbers: "domain" },
  },
  {
    name: "SendGrid",
    hosts: ["api.sendgrid.com"],
    nouns: { contacts: "record", templates: "record" },
  },
  {
    name: "Mailgun",
    hosts: ["api.mailgun.net", "api.eu.mailgun.net"],
    nouns: { domains: "domain", lists: "record" },
  },
  {
    name: "Resend",
    hosts: ["api.resend.com"],
    nouns: { domains: "domain" },
  },
  {
    name: "Postmark",
    hosts: ["api.postmarkapp.com"],
  },
  {
    name: "Mailchimp",
    hosts: ["*.api.mailchimp.com"],
    routes: { "POST /3.0/campaigns/*/actions/send": ["publish", "record", "a campaign to its whole list"] },
    nouns: { lists: "table", campaigns: "record" },
  },
  {
    name: "Slack",
    hosts: ["slack.com", "*.slack.com"],
    under: ["/api/"],
    routes: {
      "POST|GET /api/conversations.archive|admin.conversations.archive|admin.conversations.delete": [
        "delete",
        "project",
        "the channel",
      ],
      "POST|GET /api/conversations.kick|admin.users.remove": ["revoke", "account", "somebody's access"],
    },
  },
  {
    name: "Discord",
    hosts: ["discord.com"],
    under: ["/api/"],
    routes: { "DELETE /api/*/channels/*/messages/*/reactions/**": null },
    nouns: { guilds: "project", channels: "project", messages: "record" },
  },
  { name: "Notion", hosts: ["api.notion.com"], nouns: { blocks: "record" } },
  { name: "Linear", hosts: ["api.linear.app"] },
  {
    name: "Atlassian",
    hosts: ["*.atlassian.net"],
    nouns: { issue: "record", project: "project", content: "record", space: "project" },
  },
  { name: "Airtable", hosts: ["api.airtable.com"] },
  { name: "Shopify", hosts: ["*.myshopify.com"], nouns: { products: "record", orders: "record", themes: "service" } },
  {
    name: "Algolia",
    hosts: ["*.algolia.net", "*.algolianet.com"],
    routes: {
      "DELETE /1/indexes/*": ["delete", "table", "the index"],
      "POST /1/indexes/*/clear": ["truncate", "table", "the index"],
    },
    nouns: { indexes: "record", keys: "secret" },
  },
  {
    name: "Pinecone",
    hosts: ["api.pinecone.io", "*.pinecone.io"],
    routes: {
      "DELETE /indexes/*": ["delete", "table", "the index"],
      "POST /vectors/delete": ["delete", "rows", "vectors"],
    },
  },
  { name: "Docker Hub", hosts: ["hub.docker.com"], nouns: { repositories: "project", tags: "image" } },
  {
    name: "npm",
    hosts: ["registry.npmjs.org"],
    routes: { "PUT /**": ["publish", "package", "a package"], "DELETE /**": ["delete", "package", "the package"] },
  },
  {
    name: "PyPI",
    hosts: ["upload.pypi.org", "test.pypi.org"],
    routes: { "POST /legacy": ["publish", "package", "a package"] },
  },
  {
    name: "OpenAI",
    hosts: ["api.openai.com"],
    nouns: { files: "file", models: "image", vector_stores: "table", assistants: "record" },
  },
  {
    name: "Hugging Face",
    hosts: ["huggingface.co"],
    routes: { "DELETE /api/repos/delete": ["delete", "project", "the repository"] },
  },
  { name: "CircleCI", hosts: ["circleci.com"], under: ["/api/"], nouns: { envvar: "secret", project: "project" } },
  { name: "Buildkite", hosts: ["api.buildkite.com"], nouns: { pipelines: "service" } },
];
