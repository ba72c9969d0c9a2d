package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.kernel.profile.EpochMicros;
import io.crumbless.kernel.profile.Value;
import java.util.List;

/** Writes values of one attribute into its column. */
final class ValueCell {
    private final PartWriter out;
    private final int leaf;

    ValueCell(PartWriter out, int leaf) {
        this.out = out;
        this.leaf = leaf;
    }

    void write(Value value) {
        if (value instanceof Value.Text text) {
            out.text(leaf, text.text());
        } else if (value instanceof Value.Flag flag) {
            out.flag(leaf, flag.on());
        } else if (value instanceof Value.Whole whole) {
            out.whole(leaf, whole.number());
        } else if (value instanceof Value.Decimal decimal) {
            out.decimal(leaf, decimal.number().unscaledValue().longValueExact());
        } else if (value instanceof Value.Day day) {
            out.day(leaf, Math.toIntExact(day.date().toEpochDay()));
        } else if (value instanceof Value.Moment moment) {
            out.micros(leaf, micros(moment));
        } else {
            writeItems(((Value.Items) value).items());
        }
    }

    private void writeItems(List<Value> items) {
        if (items.get(0) instanceof Value.Text) {
            out.texts(leaf, items.stream().map(Value::canonical).toList());
        } else {
            out.wholes(leaf, items.stream().mapToLong(ValueCell::number).toArray());
        }
    }

    private static long number(Value item) {
        if (item instanceof Value.Whole whole) {
            return whole.number();
        }
        if (item instanceof Value.Decimal decimal) {
            return decimal.number().unscaledValue().longValueExact();
        }
        if (item instanceof Value.Day day) {
            return day.date().toEpochDay();
        }
        if (item instanceof Value.Moment moment) {
            return micros(moment);
        }
        throw new IllegalArgumentException("Unsupported list of " + item + ": no column holds it");
    }

    private static long micros(Value.Moment moment) {
        return EpochMicros.of(moment.instant());
    }
}
