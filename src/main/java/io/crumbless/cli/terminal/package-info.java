/**
 * Output of commands on a terminal or in a log: progress, columns, confirmations. Begin with {@link
 * io.crumbless.cli.terminal.Terminal}.
 */
@NullMarked
package io.crumbless.cli.terminal;

import org.jspecify.annotations.NullMarked;
