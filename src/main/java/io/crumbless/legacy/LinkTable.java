package io.crumbless.legacy;

/** Which subject a cookie id reaches, through links the policy trusts. */
public interface LinkTable {}
