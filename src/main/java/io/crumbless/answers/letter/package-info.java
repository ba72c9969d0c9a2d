/**
 * Letters about requests, other than statements: a request is refused, on hold, takes longer or was carried out. They
 * contain no name, since the register has none. Begin with {@link io.crumbless.answers.letter.RequestLetter}.
 */
@NullMarked
package io.crumbless.answers.letter;

import org.jspecify.annotations.NullMarked;
