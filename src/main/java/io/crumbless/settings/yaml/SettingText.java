package io.crumbless.settings.yaml;

/** One text of a file and where it stands. */
public record SettingText(String text, SourcePosition place) {}
