package io.crumbless.night.legacy;

import io.crumbless.columnar.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Collects the distinct names that a source delivers, up to a bound. Thread-safe. */
final class SegmentBook {
    private static final int HASH_DIGITS = 16;

    private final Set<String> delivered = ConcurrentHashMap.newKeySet();
    private final Set<String> thatMay = ConcurrentHashMap.newKeySet();

    void note(String name, LegacyValueKind kind) {
        note(name, delivered);
        if (kind.rowDecides()) {
            note(name, thatMay);
        }
    }

    /** Each set has its own bound, so that a flood of ids in one does not hide how few names are in the other. */
    private static void note(String name, Set<String> names) {
        if (names.size() <= SegmentTally.MOST) {
            names.add(name);
        }
    }

    SegmentTally tally() {
        return new SegmentTally(hashes(delivered), hashes(thatMay));
    }

    private static SortedSet<String> hashes(Set<String> names) {
        SortedSet<String> hashes = new TreeSet<>();
        for (String name : names) {
            hashes.add(Sha256.hex(name.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS));
        }
        return hashes;
    }
}
