package io.crumbless.warehouse.view;

/**
 * A column of a view, or a field of a struct in it.
 *
 * @param description empty if the file has none
 */
record ViewedColumn(String name, String description, ViewedType type) {}
