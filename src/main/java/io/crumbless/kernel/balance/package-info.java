/**
 * The books: every input record ends in exactly one bin, and the bins add up to what was counted independently. Begin
 * with {@link io.crumbless.kernel.balance.Books}.
 */
@NullMarked
package io.crumbless.kernel.balance;

import org.jspecify.annotations.NullMarked;
