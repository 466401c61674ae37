package io.amsphub.connectors.jpa;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicBinder;
import org.hibernate.type.descriptor.jdbc.VarcharJdbcType;

/**
 * Text as every database keeps it: PostgreSQL refuses the character U+0000, so U+FFFD stands for it. Callers of the API
 * are refused before; this is for what machines and other systems send, which must be kept whatever is in it.
 */
final class StorableText extends VarcharJdbcType {

    private static final long serialVersionUID = 1L;

    @Override
    public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
        return new BasicBinder<>(javaType, this) {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doBind(PreparedStatement statement, X value, int index, WrapperOptions options)
                    throws SQLException {
                statement.setString(index, storable(javaType.unwrap(value, String.class, options)));
            }

            @Override
            protected void doBind(CallableStatement statement, X value, String name, WrapperOptions options)
                    throws SQLException {
                statement.setString(name, storable(javaType.unwrap(value, String.class, options)));
            }
        };
    }

    private static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }
}
