package io.crumbless.columnar.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in a byte array, lowest byte first, as Parquet stores them; and bytes taken four or eight at a time. */
public final class LittleEndian {
    /** Reads and writes four bytes of a {@code byte[]} at an index. */
    public static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Reads and writes eight bytes of a {@code byte[]} at an index. */
    public static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    public static int intAt(byte[] bytes, int position) {
        return (int) INT.get(bytes, position);
    }

    public static long longAt(byte[] bytes, int position) {
        return (long) LONG.get(bytes, position);
    }
}
