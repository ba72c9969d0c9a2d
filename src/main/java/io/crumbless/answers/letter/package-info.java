/**
 * Letters about requests of people that are no statement: that a request is refused, deferred or takes longer, and that it was
 * carried out. They name nobody, since the register does not. Begin with {@link io.crumbless.answers.letter.RequestLetter}.
 */
@NullMarked
package io.crumbless.answers.letter;

import org.jspecify.annotations.NullMarked;
