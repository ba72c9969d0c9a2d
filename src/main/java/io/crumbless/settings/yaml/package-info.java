/**
 * Strict reading of YAML files people write by hand: everything wrong is reported at once, each with file and line.
 * Begin with {@link io.crumbless.settings.yaml.YamlFile} and {@link io.crumbless.settings.yaml.YamlMapping}.
 */
@NullMarked
package io.crumbless.settings.yaml;

import org.jspecify.annotations.NullMarked;
