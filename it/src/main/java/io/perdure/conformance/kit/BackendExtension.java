package io.perdure.conformance.kit;

import io.perdure.Perdure;
import io.perdure.store.Store;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Runs a class once on each selected backend and hands its tests what they ask for. */
final class BackendExtension implements ClassTemplateInvocationContextProvider {
  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    return Backends.selected().stream().map(Invocation::new);
  }

  /** One run of a class. */
  private record Invocation(Backend backend) implements ClassTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return "on " + backend.title();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new OnBackend(backend));
    }
  }

  /** What the tests of one run of a class see. */
  private record OnBackend(Backend backend) implements ExecutionCondition, ParameterResolver {
    private static final Set<Class<?>> KNOWN =
        Set.of(Database.class, Perdure.class, Store.class, Backend.class);
    private static final Namespace NAMESPACE = Namespace.create(BackendExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Set<Capability> missing =
          new TreeSet<>(
              Clauses.needs(context.getRequiredTestClass(), context.getTestMethod().orElse(null)));
      missing.removeAll(backend.capabilities());
      return missing.isEmpty()
          ? ConditionEvaluationResult.enabled("the backend has what it needs")
          : ConditionEvaluationResult.disabled(backend.title() + " is declared to lack " + missing);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return KNOWN.contains(parameter.getParameter().getType())
          && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      Class<?> type = parameter.getParameter().getType();
      if (type == Backend.class) {
        return backend;
      }
      Database database = database(context);
      return type == Perdure.class
          ? database.perdure()
          : type == Store.class ? database.store() : database;
    }

    private Database database(ExtensionContext context) {
      @Nullable Database database =
          context
              .getStore(NAMESPACE)
              .getOrComputeIfAbsent(Database.class, key -> fresh(), Database.class);
      return Objects.requireNonNull(database);
    }

    private Database fresh() {
      try {
        return Database.on(backend);
      } catch (Exception e) {
        throw new BackendUnavailableException(backend.title() + ": " + e.getMessage(), e);
      }
    }
  }
}
