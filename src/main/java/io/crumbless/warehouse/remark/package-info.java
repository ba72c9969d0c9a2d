/**
 * Findings of audits and notices of nights: a code and its arguments, with a sentence in every language. Begin with
 * {@link io.crumbless.warehouse.remark.Remark}.
 */
@NullMarked
package io.crumbless.warehouse.remark;

import org.jspecify.annotations.NullMarked;
