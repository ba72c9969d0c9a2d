/**
 * What a terminal shows while a command works: progress, columns, questions. Begin with
 * {@link io.crumbless.cli.terminal.Terminal}.
 */
@NullMarked
package io.crumbless.cli.terminal;

import org.jspecify.annotations.NullMarked;
