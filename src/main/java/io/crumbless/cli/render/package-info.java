/** Formats results of commands as JSON and as text. Begin with {@link io.crumbless.cli.render.ResultJson}. */
@NullMarked
package io.crumbless.cli.render;

import org.jspecify.annotations.NullMarked;
