/**
 * Retirement of cookie-based sources: how far profiles still rest on them, which are no longer needed, and their
 * destruction with a certificate. Begin with {@link io.crumbless.answers.retire.Standing}, {@link
 * io.crumbless.answers.retire.Needs} and {@link io.crumbless.answers.retire.Destroyer}.
 */
@NullMarked
package io.crumbless.answers.retire;

import org.jspecify.annotations.NullMarked;
