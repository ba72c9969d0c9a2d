package io.crumbless.night.delivery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * H2 in place of a SQL Server, in the mode that takes its statements: types have the names that SQL Server gives them, and its
 * {@code convert} with a style, which H2 has not, is a cast. It shows which statements are made, and not what a real one makes of them.
 */
final class TestingSqlServer {
    private static final Map<String, String> TYPES = Map.of(
            "CHARACTER VARYING", "nvarchar",
            "CHARACTER", "nchar",
            "INTEGER", "int identity",
            "BIGINT", "bigint",
            "BOOLEAN", "bit",
            "NUMERIC", "decimal",
            "DOUBLE PRECISION", "float",
            "UUID", "uniqueidentifier",
            "TIMESTAMP WITH TIME ZONE", "datetimeoffset",
            "TIMESTAMP", "datetime2");

    /** Statements as they were to be carried out. */
    final List<String> statements = new ArrayList<>();

    private final Connection h2;

    TestingSqlServer(String script) throws SQLException {
        h2 = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MSSQLServer");
        try (Statement statement = h2.createStatement()) {
            statement.execute(script);
        }
    }

    Connection connection() {
        return dressed(
                Connection.class,
                h2,
                (method, arguments, result) -> result instanceof Statement statement ? statement(statement) : result);
    }

    private Statement statement(Statement statement) {
        return dressed(Statement.class, statement, (method, arguments, result) -> {
            if (method.getName().equals("executeQuery")) {
                statements.add((String) arguments[0]);
            }
            return result instanceof ResultSet rows ? rows(rows) : result;
        });
    }

    private static ResultSet rows(ResultSet rows) {
        return dressed(
                ResultSet.class,
                rows,
                (method, arguments, result) -> result instanceof ResultSetMetaData found ? metadata(found) : result);
    }

    private static ResultSetMetaData metadata(ResultSetMetaData found) {
        return dressed(
                ResultSetMetaData.class,
                found,
                (method, arguments, result) -> method.getName().equals("getColumnTypeName")
                        ? TYPES.getOrDefault(String.valueOf(result), String.valueOf(result))
                        : result);
    }

    private interface Dress {
        Object of(Method method, Object[] arguments, Object result) throws SQLException;
    }

    private static <T> T dressed(Class<T> type, T bare, Dress dress) {
        return type.cast(Proxy.newProxyInstance(
                TestingSqlServer.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return dress.of(method, arguments, method.invoke(bare, cast(arguments)));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static Object[] cast(Object[] arguments) {
        Object[] cast = arguments == null ? new Object[0] : arguments.clone();
        for (int i = 0; i < cast.length; i++) {
            if (cast[i] instanceof String sql) {
                cast[i] = sql.replaceAll("convert\\(nvarchar\\(40\\), (\"[^\"]+\"), 121\\)", "cast($1 as varchar(40))");
            }
        }
        return cast;
    }
}
