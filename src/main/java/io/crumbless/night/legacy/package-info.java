/**
 * Cookie-derived input: memberships in four shapes, identity links and opt-outs, and what is stripped of them. Begin
 * with {@link io.crumbless.night.legacy.MembershipScanner} and {@link io.crumbless.night.legacy.LinkTable}.
 */
@NullMarked
package io.crumbless.night.legacy;

import org.jspecify.annotations.NullMarked;
