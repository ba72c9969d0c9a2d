/**
 * What audits and nights remark: a code and what was filled in, with its sentence in every language. Begin with
 * {@link io.crumbless.warehouse.remark.Remark}.
 */
@NullMarked
package io.crumbless.warehouse.remark;

import org.jspecify.annotations.NullMarked;
