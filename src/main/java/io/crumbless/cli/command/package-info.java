/**
 * The command line: commands, progress, results, exit codes. Begin with {@link io.crumbless.cli.command.Cli}.
 */
@NullMarked
package io.crumbless.cli.command;

import org.jspecify.annotations.NullMarked;
