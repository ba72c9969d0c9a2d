package io.crumbless.kernel.provenance;

import io.crumbless.kernel.profile.Origin;

/**
 * One ingredient of a legacy segment.
 *
 * @param kind as listed under {@code traits} in {@code provenance.yaml}, {@code algorithmic}
 * @param origin the origin that this kind assigns to a value
 */
public record Trait(String name, String kind, Origin origin) {}
