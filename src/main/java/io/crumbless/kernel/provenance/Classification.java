package io.crumbless.kernel.provenance;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.profile.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The origin that a kind of legacy values has by its evidence. Never {@link Origin#DECLARED}.
 *
 * @param rule what decided: the name of a rule in {@code provenance.yaml}; {@code trait:} with the weakest trait of a
 *     segment; or {@link Provenance#NAME_PATTERN}, {@link Provenance#SENSITIVE_TAXONOMY}, {@link Provenance#SCORE},
 *     {@link Provenance#NO_RULE}
 * @param target the attribute it may fill; null unless the origin is {@link Origin#PROVIDED}
 * @param value the value that membership of the segment implies, in the attribute's canonical text; null for columns,
 *     whose rows contain the value, and if {@code target} is null
 */
public record Classification(
        Origin origin,
        String rule,
        @Nullable Attribute target,
        @Nullable String value) {}
