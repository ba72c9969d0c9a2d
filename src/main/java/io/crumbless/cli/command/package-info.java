/** The commands, one class each, and what they share. Begin with {@link io.crumbless.cli.command.Cli}. */
@NullMarked
package io.crumbless.cli.command;

import org.jspecify.annotations.NullMarked;
