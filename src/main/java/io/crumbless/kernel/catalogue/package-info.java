/**
 * The attributes that profiles may have: type, sensitivity, purposes, how long a value is kept. Begin with
 * {@link io.crumbless.kernel.catalogue.Attribute}.
 */
@NullMarked
package io.crumbless.kernel.catalogue;

import org.jspecify.annotations.NullMarked;
