/** Presents the profiles as items to choose from. */
import type { ProfileName } from "../../../core/policy/policy.ts";
import { PROFILE_NOTES, wordsOf } from "../../../core/policy/vocabulary.ts";

const LABELS: Readonly<Record<ProfileName, string>> = {
  solo: "Solo",
  team: "Team",
  regulated: "Regulated",
  observe: "Observe only",
};

export const PROFILE_ITEMS = wordsOf(PROFILE_NOTES).map(profile => ({
  profile,
  label: LABELS[profile],
  detail: `${PROFILE_NOTES[profile].charAt(0).toUpperCase()}${PROFILE_NOTES[profile].slice(1)}.`,
}));
