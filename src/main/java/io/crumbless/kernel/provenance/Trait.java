package io.crumbless.kernel.provenance;

import io.crumbless.kernel.profile.Origin;

/**
 * One building stone of a legacy segment.
 *
 * @param kind as listed under {@code traits} in {@code provenance.yaml}, {@code algorithmic}
 * @param origin what that kind makes of a value
 */
public record Trait(String name, String kind, Origin origin) {}
