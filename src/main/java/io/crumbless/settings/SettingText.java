package io.crumbless.settings;

/** One text of a file and where it stands. */
public record SettingText(String text, Place place) {}
