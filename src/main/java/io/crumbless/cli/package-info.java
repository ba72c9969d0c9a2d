/**
 * The command line: commands, progress, results, exit codes. Begin with {@link io.crumbless.cli.Cli}.
 */
@NullMarked
package io.crumbless.cli;

import org.jspecify.annotations.NullMarked;
