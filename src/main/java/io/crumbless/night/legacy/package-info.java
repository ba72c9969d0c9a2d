/**
 * Reads cookie-derived input (memberships in four shapes, identity links and opt-outs) and strips what was not provided
 * by people. Begin with {@link io.crumbless.night.legacy.MembershipScanner} and
 * {@link io.crumbless.night.legacy.LinkTable}.
 */
@NullMarked
package io.crumbless.night.legacy;

import org.jspecify.annotations.NullMarked;
