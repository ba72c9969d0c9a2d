package io.crumbless.cli.render;

import io.crumbless.night.run.Count;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.RunReport.BalanceLine;
import io.crumbless.night.run.RunReport.Step;
import io.crumbless.process.Failure;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON: one object per line, keys in snake case. */
public final class ResultJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ResultJson() {}

    public static String of(RunReport report) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("outcome", report.outcome().name().toLowerCase(Locale.ROOT));
        result.put("exit_code", 0);
        result.put("job", report.job());
        result.put("business_date", report.businessDate().toString());
        result.put("run_id", report.runId());
        result.put("snapshot", report.snapshot());
        result.put("profiles", report.profiles());
        result.put("contact_moments", report.contactMoments());
        result.put("records_read", report.recordsRead());
        result.put("records_in_bins", report.recordsInBins());
        result.put("steps", report.steps().stream().map(ResultJson::step).toList());
        result.put("balance", report.balance().stream().map(ResultJson::line).toList());
        result.put("notices", report.notices());
        result.put("took_ms", report.took().toMillis());
        if (report.storeRequests() > 0) {
            result.put("store_requests", report.storeRequests());
        }
        return text(result);
    }

    /** A run or another command that failed. */
    public static String failure(Failure failure) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("outcome", "failed");
        result.put("exit_code", failure.category().exitCode());
        result.put("error_category", failure.category().name().toLowerCase(Locale.ROOT));
        result.put("message", String.valueOf(failure.getMessage()));
        return text(result);
    }

    public static String text(Object result) {
        return MAPPER.writeValueAsString(result);
    }

    private static Map<String, @Nullable Object> step(Step step) {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Count count : step.counts()) {
            counts.put(count.of().replace(' ', '_'), count.number());
        }
        return ordered(
                "step", step.name(), "counts", counts, "took_ms", step.took().toMillis());
    }

    private static Map<String, @Nullable Object> line(BalanceLine line) {
        return ordered("source", line.source(), "unit", line.unit(), "counted", line.counted(), "bins", line.bins());
    }

    public static Map<String, @Nullable Object> ordered(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            ordered.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return ordered;
    }
}
