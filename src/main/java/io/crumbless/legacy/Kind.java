package io.crumbless.legacy;

import io.crumbless.policy.Attribute;
import io.crumbless.profile.Origin;
import io.crumbless.profile.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all values of the same evidence have in common, decided once.
 *
 * @param bin where its values end: a stripped bin, or one that needs no look at the row; CANDIDATE where the row decides
 * @param rule number of the rule in the {@link KindBook}
 * @param attribute position in the catalogue; -1 unless the row decides
 * @param target the attribute; null unless the row decides
 * @param fixed what membership of a segment says; null where the value stands in the row
 */
record Kind(
        Origin origin,
        ValueBin bin,
        int rule,
        int attribute,
        @Nullable Attribute target,
        @Nullable Value fixed) {
    boolean rowDecides() {
        return bin == ValueBin.CANDIDATE;
    }

    Optional<Value> parse(String text) {
        return target == null ? Optional.empty() : target.type().parse(text);
    }
}
