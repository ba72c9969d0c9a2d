package io.crumbless.night.spark;

import java.io.Serializable;

/**
 * A file written by a task.
 *
 * @param dataset index in {@link io.crumbless.warehouse.dataset.Datasets#all}
 * @param location in the folder of the attempt that wrote it
 */
record Piece(int dataset, String location, long rows, long bytes, String sha256) implements Serializable {}
