package io.crumbless.kernel.profile;

/** Which notice a person was shown: its id, its version and the language it was shown in. */
public record NoticeRef(String id, String version, String language) {}
