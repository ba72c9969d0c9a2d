package io.crumbless.night.scatter;

import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.night.legacy.LinkTable;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which cookie reaches whom, and who of them is worked on. */
public interface Links {
    /** The finished table. */
    LinkTable table();

    /** Ordinals of the subjects that are worked on; empty where that is all of them. */
    Optional<BitSet> share();

    /** Those of a table that was built elsewhere, of whom all are worked on. */
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

    /** Ordinals of the subjects of a table that are in a share. */
    static BitSet share(LinkTable all, KeyShare share) {
        BitSet taken = new BitSet(all.subjects());
        for (int subject = 0; subject < all.subjects(); subject++) {
            byte[] id = all.subjectBytes(subject);
            taken.set(subject, share.takes(id, 0, id.length));
        }
        return taken;
    }
}
