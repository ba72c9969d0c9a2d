/**
 * Strict parsing of YAML files that people write by hand: all problems are reported at once, each with file and line.
 * Begin with {@link io.crumbless.settings.yaml.YamlFile} and {@link io.crumbless.settings.yaml.YamlMapping}.
 */
@NullMarked
package io.crumbless.settings.yaml;

import org.jspecify.annotations.NullMarked;
