package io.crumbless.kernel.catalogue;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code attributes.yaml} says.
 *
 * @param attributes by name, in the order written; those with problems are absent
 */
public record Catalogue(
        Map<String, Attribute> attributes, Optional<Attribute> ageAttribute, Optional<Attribute> channelAttribute) {}
