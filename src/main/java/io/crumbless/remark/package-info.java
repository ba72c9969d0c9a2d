/**
 * What audits and nights remark: a code and what was filled in, with its sentence in every language. Begin with
 * {@link io.crumbless.remark.Remark}.
 */
@NullMarked
package io.crumbless.remark;

import org.jspecify.annotations.NullMarked;
