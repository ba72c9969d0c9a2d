package io.crumbless.night.scatter;

import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.night.legacy.LinkTable;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table from cookies to people, and which people are processed. */
public interface Links {
    /** The finished table. */
    LinkTable table();

    /** Ordinals of the subjects that are processed; empty for all. */
    Optional<BitSet> share();

    /** A table that was built elsewhere, with all subjects processed. */
    static Links of(@Nullable LinkTable built) {
        return new Links() {
            @Override
            public LinkTable table() {
                if (built == null) {
                    throw new IllegalStateException("Cannot link cookies: there is no table");
                }
                return built;
            }

            @Override
            public Optional<BitSet> share() {
                return Optional.empty();
            }
        };
    }

    /** Ordinals of the subjects of a table that are in a sample. */
    static BitSet share(LinkTable all, KeyShare share) {
        BitSet taken = new BitSet(all.subjects());
        for (int subject = 0; subject < all.subjects(); subject++) {
            byte[] id = all.subjectBytes(subject);
            taken.set(subject, share.takes(id, 0, id.length));
        }
        return taken;
    }
}
