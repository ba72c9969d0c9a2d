package io.crumbless.kernel.catalogue;

import java.util.Map;
import java.util.Optional;

/**
 * The content of {@code attributes.yaml}.
 *
 * @param attributes by name, in the order of the file; attributes with problems are left out
 */
public record Catalogue(
        Map<String, Attribute> attributes, Optional<Attribute> ageAttribute, Optional<Attribute> channelAttribute) {}
