package io.crumbless.answers.wording;

import io.crumbless.answers.page.Document.Tone;
import java.util.Set;

/** The meaning of a bin. */
public final class BinTone {
    private static final Set<String> KEPT =
            Set.of("admitted", "carried", "provided_kept", "candidate", "linked", "applied", "honoured");
    private static final Set<String> NEUTRAL =
            Set.of("expanded", "empty", "left_out", "repeated", "matched_nobody", "found_nobody");

    private BinTone() {}

    /** A bin for records that are neither kept, waiting nor repeated is one of removed records. */
    public static Tone of(String bin) {
        if (isRefusal(bin)) {
            return Tone.REFUSED;
        }
        if (KEPT.contains(bin)) {
            return Tone.KEPT;
        }
        if (NEUTRAL.contains(bin)) {
            return Tone.NEUTRAL;
        }
        return bin.equals("future") ? Tone.WAITING : Tone.REMOVED;
    }

    /** Refused by the admission bar, or quarantined because it does not have the shape of its file. */
    public static boolean isRefusal(String bin) {
        return bin.startsWith("refused:") || bin.startsWith("quarantined:");
    }
}
