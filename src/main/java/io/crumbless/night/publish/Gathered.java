package io.crumbless.night.publish;

import io.crumbless.kernel.balance.Books;
import io.crumbless.night.intake.Delivery;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToLongFunction;

/**
 * The result of an engine for a snapshot. Its datasets are in the {@link Staging}; this provides the counts, and what
 * survives a killed attempt.
 */
public interface Gathered {
    /** All files of the snapshot's datasets, in the order of {@link io.crumbless.warehouse.dataset.Datasets#all}. */
    List<Manifest.Output> outputs();

    /** The books of the entire run; a new object for each call. */
    Books books();

    /**
     * Number of records per delivery that do not have the shape of their file. The notes of all parts are read once by
     * this call, not per delivery.
     */
    ToLongFunction<Delivery<?>> unread();

    /** How many values each provenance rule decided about, most first. */
    List<NightReport.RuleCount> rules();

    /** The measure of retirement of this snapshot. */
    Retirement.Entry retirement(Books books);

    /** Stores the counts of a stage for a later attempt that resumes this one. */
    void note(String stage, SortedMap<String, Long> counts);

    /** The stored counts of a stage. */
    SortedMap<String, Long> noted(String stage);

    /** Deletes what a later attempt would resume from, so that it starts again. */
    void discard();
}
