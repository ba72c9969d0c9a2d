package io.crumbless.night.legacy;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.StandIn;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.profile.YesOrNo;
import io.crumbless.kernel.provenance.ValueBin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decision about all values with the same evidence.
 *
 * @param bin bin of its values; CANDIDATE if it depends on the row
 * @param rule number of the rule in the {@link KindBook}
 * @param attribute position in the catalogue; -1 unless the row decides
 * @param target the attribute; null unless the row decides
 * @param fixed the value that membership of the segment means; null if the row contains the value
 * @param givesAge whether its values must be dates of birth
 */
record LegacyValueKind(
        Origin origin,
        ValueBin bin,
        int rule,
        int attribute,
        @Nullable Attribute target,
        @Nullable Value fixed,
        boolean givesAge) {
    /** A kind whose values all end in the same bin. */
    static LegacyValueKind decided(Origin origin, ValueBin bin, int rule) {
        return new LegacyValueKind(origin, bin, rule, -1, null, null, false);
    }

    boolean rowDecides() {
        return bin == ValueBin.CANDIDATE;
    }

    /**
     * The value of a row. If the policy's rule defines the value, a text in the row must be equal to it or mean yes;
     * otherwise there is no value.
     *
     * @param text the value in the row; null if there is none
     */
    Optional<Value> value(@Nullable String text) {
        if (text == null) {
            return Optional.ofNullable(fixed);
        }
        Optional<Value> delivered = parse(text);
        if (fixed == null) {
            return delivered;
        }
        boolean agrees =
                delivered.equals(Optional.of(fixed)) || YesOrNo.of(text).orElse(false);
        return agrees ? Optional.of(fixed) : Optional.empty();
    }

    /** Whether any text is a valid value, and the value comes from the row rather than from a rule. */
    boolean isFreeText() {
        return fixed == null && target != null && target.type() instanceof AttributeType.StringType;
    }

    /** A free text that is a placeholder is not a value. */
    private Optional<Value> parse(String text) {
        if (target == null || (target.type() instanceof AttributeType.StringType && StandIn.isOne(text))) {
            return Optional.empty();
        }
        return target.type().parse(text);
    }
}
