package io.crumbless.legacy;

/**
 * A column the job file maps.
 *
 * @param key in the job file: {@code cookie-id}
 * @param name in the source
 */
record WantedColumn(String key, String name) {}
