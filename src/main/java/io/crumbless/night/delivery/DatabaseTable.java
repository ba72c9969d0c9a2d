package io.crumbless.night.delivery;

import io.crumbless.night.delivery.CanonicalColumn.Need;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** A table of a database that jOOQ knows. */
final class DatabaseTable implements DeliveredTable {
    /** Rows that the driver fetches at a time; a row has some hundred bytes. */
    private static final int FETCH_ROWS = 5000;

    /** Approximate minimum number of keys in a sample; at most sixteen times as many. */
    private static final long LEAST_SAMPLED = 500;

    private static final Set<Class<?>> KEY_TYPES =
            Set.of(String.class, UUID.class, Short.class, Integer.class, Long.class, BigDecimal.class);

    private static final String SELECTED = "crumbless_";

    /** For PostgreSQL: UTC, regardless of the zone of the session, and the words for infinite timestamps. */
    private static final String MOMENT =
            "case when isfinite({0}) then replace(({0} at time zone 'UTC')::text, ' ', 'T') || 'Z' else ({0})::text end";

    /**
     * For MariaDB: a TIMESTAMP is an instant, but is displayed in the session's zone, in which some hours occur twice;
     * therefore it is read as seconds since 1970. MariaDB's zero timestamp is treated as missing.
     */
    private static final String MARIADB_MOMENT =
            "if({0} = 0, cast({0} as char), date_format(date_add('1970-01-01', interval unix_timestamp({0}) second),"
                    + " '%Y-%m-%dT%H:%i:%s.%fZ'))";

    private final String source;
    private final DatabaseSettings settings;
    private final ColumnMapping columns;
    private final TableColumns reading;
    private final DSLContext sql;
    private final Table<?> table;
    /** Columns of MariaDB that contain instants; jOOQ does not distinguish them from local times. */
    private Set<String> moments = Set.of();

    DatabaseTable(Connection connection, DatabaseSettings settings, TableColumns reading) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        this.source = reading.source();
        this.settings = settings;
        this.columns = reading.mapping();
        this.reading = reading;
        SQLDialect dialect =
                settings.isH2() ? SQLDialect.H2 : settings.isMariaDb() ? SQLDialect.MARIADB : SQLDialect.POSTGRES;
        // At level DEBUG jOOQ would log the first rows of every result.
        this.sql = DSL.using(connection, dialect, new Settings().withExecuteLogging(false));
        this.table = DSL.table(settings.isQuery() ? "(" + settings.from() + ") q" : settings.from());
    }

    /**
     * H2 runs in this process, and allows its administrators to read and write files and to load drivers from within a
     * query.
     *
     * @throws Failure for settings if a query would run with administrator rights
     */
    @Override
    public void requireHarmless() {
        if (settings.isQuery() && settings.isH2() && isAdministrator()) {
            throw new Failure(
                    ErrorCategory.SETTINGS,
                    "Cannot read the database of source " + source
                            + ": a query of H2 is not run as an administrator, who may do more than read; name a table or"
                            + " view, or a 'user' with SELECT rights alone");
        }
    }

    private boolean isAdministrator() {
        return sql.fetchExists(DSL.selectOne()
                .from(DSL.table("information_schema.users"))
                .where(DSL.condition("user_name = current_user"))
                .and(DSL.condition("is_admin")));
    }

    @Override
    public long count() {
        return sql.fetchCount(table);
    }

    @Override
    public void read(KeyRange range, Consumer<@Nullable String[]> rows) {
        List<Field<?>> selected = new ArrayList<>();
        List<Field<?>> order = new ArrayList<>();
        int[] positions = new int[columns.size()];
        boolean[] lists = new boolean[columns.size()];
        Field<?>[] found = found();
        moments = settings.isMariaDb() ? MariaDb.moments(none()) : Set.of();
        for (int i = 0; i < columns.size(); i++) {
            Field<?> field = field(found, i);
            positions[i] = field == null ? -1 : selected.size();
            if (field != null) {
                lists[i] = !reading.isLastDay(i) && isList(field);
                boolean asStored = reading.isLastDay(i) && !settings.isMariaDb();
                Field<?> text = asStored ? DSL.cast(named(field), SQLDataType.VARCHAR) : asText(field);
                // With another name, so that the order is that of the column and not that of its text.
                selected.add(text.as(SELECTED + i));
                if (columns.columns().get(i).needed() == Need.EVERY_RECORD) {
                    order.add(DSL.field(DSL.name(field.getName())));
                }
            }
        }
        Select<?> query = sql.select(selected).from(table).where(in(range)).orderBy(order);
        @Nullable String[] texts = new @Nullable String[columns.size()];
        try (Cursor<?> cursor = query.fetchSize(FETCH_ROWS).fetchLazy()) {
            for (Record row : cursor) {
                for (int i = 0; i < texts.length; i++) {
                    Object value = positions[i] < 0 ? null : row.get(positions[i]);
                    texts[i] = value == null || DatabaseText.isNothing(value)
                            ? null
                            : lists[i] ? DatabaseText.ofList(value.toString()) : reading.text(value, i);
                }
                rows.accept(texts);
            }
        }
    }

    private Condition in(KeyRange range) {
        Condition condition = DSL.trueCondition();
        if (range.equals(KeyRange.ALL)) {
            return condition;
        }
        Field<Object> key = rangeKey().orElseThrow();
        if (range.from() != null) {
            condition = condition.and(key.ge(range.from()));
        }
        return range.to() == null ? condition.or(key.isNull()) : condition.and(key.lt(range.to()));
    }

    /** The first column of the order, if its type can be passed back to the database. */
    @SuppressWarnings("unchecked")
    private Optional<Field<Object>> rangeKey() {
        Field<?>[] found = found();
        for (int i = 0; i < columns.size(); i++) {
            Field<?> field = columns.columns().get(i).needed() == Need.EVERY_RECORD ? field(found, i) : null;
            if (field != null) {
                return KEY_TYPES.contains(field.getType())
                        ? Optional.of((Field<Object>) named(field))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** For PostgreSQL: a view may return other rows each time, and a foreign table shares no state. */
    private boolean isStored() {
        return sql.fetchExists(DSL.selectOne()
                .from(DSL.table("pg_catalog.pg_class"))
                .where(DSL.condition("oid = to_regclass({0})", settings.from()))
                .and(DSL.condition("relkind in ('r', 'p', 'm')")));
    }

    /** Determined by a sample that depends only on the keys. For PostgreSQL. */
    @Override
    public List<KeyRange> ranges(int most, long records) {
        Field<Object> key = rangeKey().orElse(null);
        if (key == null || !isStored()) {
            return List.of(KeyRange.ALL);
        }
        int digits = 0;
        for (long left = records; left > LEAST_SAMPLED * 16; left /= 16) {
            digits++;
        }
        Condition sampled =
                DSL.condition("left(md5({0}::text), {1}) = {2}", key, DSL.inline(digits), "0".repeat(digits));
        List<Object> sample = sql.selectDistinct(key)
                .from(table)
                .where(sampled)
                .and(key.isNotNull())
                .orderBy(key)
                .fetch(key);
        return KeyRange.of(sample, most);
    }

    @Override
    public UnreadColumns unread() {
        return DeliveredColumns.ofTable(
                source, Arrays.stream(found()).map(Field::getName).toList(), columns);
    }

    private Field<?>[] found() {
        return none().fetch().fields();
    }

    /** A query for the columns, without rows. */
    private Select<?> none() {
        return sql.select(DSL.asterisk()).from(table).where(DSL.falseCondition());
    }

    /**
     * The column with exactly that name, otherwise the only one that differs in case; null for an optional one that is
     * missing.
     */
    private @Nullable Field<?> field(Field<?>[] found, int column) {
        List<String> names = Arrays.stream(found).map(Field::getName).toList();
        return reading.in(names, column).map(name -> found[names.indexOf(name)]).orElse(null);
    }

    /**
     * Types without an equivalent in Java are converted to text by the database: times without zone, which Java would
     * interpret in this machine's zone; and in PostgreSQL infinite timestamps and dates, NaN, and lists of these, on
     * which the driver fails, and with it the entire source, or returns a different day.
     */
    private Field<?> asText(Field<?> field) {
        DataType<?> type = field.getDataType();
        Field<?> named = named(field);
        if (moments.contains(field.getName())) {
            return DSL.field(MARIADB_MOMENT, SQLDataType.VARCHAR, named);
        }
        boolean zoned = type.getSQLDataType() == SQLDataType.TIMESTAMPWITHTIMEZONE
                || type.getSQLDataType() == SQLDataType.OFFSETDATETIME
                || type.getType() == OffsetDateTime.class;
        if (zoned) {
            return settings.isH2() ? named : DSL.field(MOMENT, SQLDataType.VARCHAR, named);
        }
        if (isList(field)) {
            return DSL.field("to_jsonb({0})::text", SQLDataType.VARCHAR, named);
        }
        boolean local = type.isTimestamp() || type.isDate() || type.isTime();
        // A type of H2 that jOOQ does not know, as DECFLOAT.
        boolean unknown = settings.isH2() && type.getType() == Object.class;
        return local || unknown || type.getType() == BigDecimal.class ? DSL.cast(named, SQLDataType.VARCHAR) : named;
    }

    private boolean isList(Field<?> field) {
        return !settings.isH2()
                && !settings.isMariaDb()
                && field.getDataType().isArray()
                && field.getType() != byte[][].class;
    }

    private static Field<?> named(Field<?> field) {
        return DSL.field(DSL.name(field.getName()), field.getDataType());
    }
}
