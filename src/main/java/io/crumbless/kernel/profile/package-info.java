/**
 * Shared vocabulary: the subject of a value, its type, its origin and its lineage; ids and how they are compared. Begin
 * with {@link io.crumbless.kernel.profile.Profile} and {@link io.crumbless.kernel.profile.Lineage}.
 */
@NullMarked
package io.crumbless.kernel.profile;

import org.jspecify.annotations.NullMarked;
