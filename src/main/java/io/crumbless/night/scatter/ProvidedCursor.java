package io.crumbless.night.scatter;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.provenance.ProvidedValue;
import io.crumbless.warehouse.dataset.Layout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Moves through the provided values of one attribute, in the order of their subjects. */
public final class ProvidedCursor implements AutoCloseable {
    private final Attribute attribute;
    private final int index;
    private final Iterator<Group> groups;
    private final List<String> columns;
    private List<ColumnCursor> cursors = List.of();
    private @Nullable RowGroupReader rows;

    private record Group(ParquetTable table, int number) {
        static Stream<Group> of(ParquetTable table) {
            return IntStream.range(0, table.rowGroups()).mapToObj(number -> new Group(table, number));
        }

        boolean endsBefore(String subject) {
            return table.side(number, Layout.SUBJECT_ID, subject) > 0;
        }
    }

    /**
     * @param profiles parts of one snapshot, in order
     * @param policy policy of the snapshot
     * @param index index of the attribute in it
     * @param from row groups that end before this subject are skipped
     */
    ProvidedCursor(List<ParquetTable> profiles, Policy policy, int index, String from) {
        this.attribute = policy.attributes().get(index);
        this.index = index;
        this.groups = profiles.stream()
                .flatMap(Group::of)
                .filter(group -> !group.endsBefore(from))
                .iterator();
        String name = attribute.name().value();
        String lineage = name + Layout.LINEAGE_SUFFIX + ".";
        this.columns = List.of(
                Layout.SUBJECT_ID,
                name,
                lineage + "origin",
                lineage + "source",
                lineage + "rule",
                lineage + "declared_at");
    }

    /** Moves to the next value; false after the last. */
    boolean next() {
        do {
            while (nextRow()) {
                ColumnCursor origin = cursors.get(2);
                if (!origin.isNull() && Origin.PROVIDED.word().equals(origin.text())) {
                    return true;
                }
            }
        } while (nextGroup());
        return false;
    }

    private boolean nextRow() {
        boolean more = !cursors.isEmpty();
        for (ColumnCursor cursor : cursors) {
            more &= cursor.next();
        }
        return more;
    }

    private boolean nextGroup() {
        close();
        if (!groups.hasNext()) {
            return false;
        }
        Group group = groups.next();
        RowGroupReader opened = group.table().rowGroup(group.number(), columns);
        rows = opened;
        cursors = columns.stream().map(opened::column).toList();
        return true;
    }

    String subject() {
        return text(cursors.get(0));
    }

    ProvidedValue value() {
        return new ProvidedValue(
                text(cursors.get(3)),
                text(cursors.get(4)),
                index,
                value(attribute.type(), cursors.get(1)),
                cursors.get(5).micros());
    }

    private static Value value(AttributeType type, ColumnCursor cursor) {
        if (!(type instanceof AttributeType.ListType list)) {
            return type.parse(text(cursor)).orElseThrow();
        }
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < cursor.listSize(); i++) {
            cursor.item(i);
            items.add(list.element().parse(text(cursor)).orElseThrow());
        }
        return new Value.Items(items);
    }

    private static String text(ColumnCursor cursor) {
        return Objects.requireNonNull(cursor.text(), "a published file holds text that is none");
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
            rows = null;
            cursors = List.of();
        }
    }
}
