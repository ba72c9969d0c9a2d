package io.crumbless.tools.generate;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The plan of the files to write, with their contents. */
final class OutputPlan {
    /**
     * Names of the legacy sources, by shape; the shipped policy has rules for answers that {@code crm} collected from
     * people.
     */
    static final Map<Shape, String> LEGACY_NAMES = Collections.unmodifiableMap(new EnumMap<>(
            Map.of(Shape.MEMBERSHIP, "dmp", Shape.LIST, "onsite", Shape.WIDE, "crm", Shape.TALL, "crm-forms")));

    static final String LINKS = "logins";
    static final String OPT_OUTS = "opt-outs";
    static final String ERASURES = "erasure-requests";

    /** Share of the statements of an incremental source that each night after the first delivers. */
    private static final double LATER_NIGHT = 0.04;

    private final GenerateSettings settings;
    private final Policy policy;
    private final List<Output> outputs = new ArrayList<>();
    private final List<StatementSource> sources = new ArrayList<>();

    OutputPlan(GenerateSettings settings, Policy policy) {
        this.settings = settings;
        this.policy = policy;
        for (int night = 0; night < settings.nights(); night++) {
            addMemberships(night);
        }
        addAccounts();
        addLinks();
        addStatements();
    }

    /** The outputs, in a fixed order. */
    List<Output> outputs() {
        return outputs;
    }

    /** Sources that have an open channel and at least one statement. */
    List<StatementSource> sources() {
        return sources;
    }

    private boolean has(Shape shape) {
        return settings.formats().shapes().contains(shape);
    }

    /**
     * Both shapes together contain the configured number of memberships; if there are both, lists contain one in ten.
     */
    private void addMemberships(int night) {
        long memberships = settings.scale().memberships();
        long inLists = !has(Shape.LIST) ? 0 : has(Shape.MEMBERSHIP) ? memberships / 10 : memberships;
        String date = settings.date().plusDays(night).toString();
        if (has(Shape.MEMBERSHIP)) {
            SegmentPool segments = SegmentPool.of(settings, policy, "dmp");
            long rows = memberships - inLists;
            add(
                    "legacy/dmp/" + date + "/memberships",
                    settings.formats().of(Shape.MEMBERSHIP),
                    MembershipRows.LAYOUT,
                    rows,
                    () -> new MembershipRows(settings, policy, segments, rows, night));
        }
        if (has(Shape.LIST)) {
            SegmentPool segments = SegmentPool.of(settings, policy, "onsite");
            long rows = inLists / ListRows.AVERAGE;
            add(
                    "legacy/onsite/" + date + "/visitors",
                    settings.formats().of(Shape.LIST),
                    ListRows.LAYOUT,
                    rows,
                    () -> new ListRows(settings, policy, segments, rows, night));
        }
    }

    private void addAccounts() {
        if (has(Shape.WIDE)) {
            add(
                    "legacy/crm-accounts",
                    settings.formats().of(Shape.WIDE),
                    WideRows.layout(policy, settings, "crm"),
                    WideRows.rows(settings),
                    () -> new WideRows(settings, policy, "crm"));
        }
        if (has(Shape.TALL)) {
            add(
                    "legacy/crm-form-fields",
                    settings.formats().of(Shape.TALL),
                    TallRows.LAYOUT,
                    TallRows.rows(settings),
                    () -> new TallRows(settings, policy, "crm-forms"));
        }
    }

    private void addLinks() {
        Format format = settings.formats().links();
        add("legacy/" + LINKS, format, LinkRows.LAYOUT, settings.scale().links(), () -> new LinkRows(settings, policy));
        add(
                "legacy/" + OPT_OUTS,
                format,
                OptOutRequestRows.LAYOUT,
                OptOutRequestRows.rows(settings),
                () -> new OptOutRequestRows(settings, new Customers(settings, policy)));
        add(
                "declarations/" + ERASURES,
                Format.CSV,
                ErasureRows.LAYOUT,
                ErasureRows.rows(settings),
                () -> new ErasureRows(settings, new Customers(settings, policy)));
    }

    private void addStatements() {
        Offers offers = new Offers(policy);
        List<StatementSource> open = Arrays.stream(StatementSource.values())
                .filter(source -> !StatementRows.channels(policy, source).isEmpty())
                .toList();
        double shares = open.stream().mapToDouble(StatementSource::share).sum();
        long left = settings.scale().declarations();
        for (int i = 0; i < open.size(); i++) {
            StatementSource source = open.get(i);
            long rows =
                    i == open.size() - 1 ? left : (long) (settings.scale().declarations() * source.share() / shares);
            left -= rows;
            if (rows > 0) {
                sources.add(source);
                addStatements(source, rows, offers);
            }
        }
    }

    private void addStatements(StatementSource source, long rows, Offers offers) {
        long[] starts = nightStarts(source, rows);
        for (int night = 0; night < starts.length; night++) {
            long end = night == starts.length - 1 ? rows : starts[night + 1];
            String date = source.deliversIncrements() ? "-" + settings.date().plusDays(night) : "";
            outputs.addAll(Output.files(
                    "declarations/" + source.sourceName() + date,
                    source.isDatabase(settings.formats())
                            ? "sql"
                            : source.format(settings.formats()).word(),
                    starts[night],
                    end - starts[night],
                    file -> statementFile(source, file),
                    () -> new StatementRows(settings, policy, offers, source, starts)));
        }
    }

    private long[] nightStarts(StatementSource source, long rows) {
        if (!source.deliversIncrements()) {
            return new long[] {0};
        }
        int nights = settings.nights();
        long later = Math.min((long) Math.ceil(rows * LATER_NIGHT), rows / nights);
        long[] starts = new long[nights];
        for (int night = 1; night < nights; night++) {
            starts[night] = rows - (nights - night) * later;
        }
        return starts;
    }

    private RowFile statementFile(StatementSource source, Location file) {
        return source.isDatabase(settings.formats())
                ? new SqlRowFile(file, Draft.LAYOUT)
                : file(source.format(settings.formats()), Draft.LAYOUT, source.csvStyle(), file);
    }

    private void add(String name, Format format, TableLayout layout, long rows, Supplier<Rows> content) {
        Function<Location, RowFile> file = location -> file(format, layout, CsvStyle.USUAL, location);
        outputs.addAll(Output.files(name, format.word(), 0, rows, file, content));
    }

    private static RowFile file(Format format, TableLayout layout, CsvStyle style, Location file) {
        return switch (format) {
            case PARQUET -> new ParquetRowFile(file, layout);
            case CSV -> new CsvRowFile(file, layout, style);
            case JSONL -> new JsonRowFile(file, layout);
        };
    }
}
