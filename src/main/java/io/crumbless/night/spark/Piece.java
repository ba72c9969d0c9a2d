package io.crumbless.night.spark;

import java.io.Serializable;

/**
 * A file that a task wrote.
 *
 * @param dataset its place among {@link io.crumbless.warehouse.dataset.Datasets#all}
 * @param location where it lies, below the attempt that wrote it
 */
record Piece(int dataset, String location, long rows, long bytes, String sha256) implements Serializable {}
