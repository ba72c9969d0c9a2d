package io.crumbless.settings.yaml;

/** A text in a file, with its position. */
public record SettingText(String text, SourcePosition place) {}
