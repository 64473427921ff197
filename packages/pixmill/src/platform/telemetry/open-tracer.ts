import type { Tracer as OpenTelemetryTracer } from '@opentelemetry/api';
import type * as OpenTelemetry from '@opentelemetry/api';

/** Makes spans of what a process does, and sends them to an OpenTelemetry collector. */
export type Tracer = {
  readonly tracer: OpenTelemetryTracer;
  readonly api: typeof OpenTelemetry;
  /** Sends what waits, and ends. */
  readonly close: () => Promise<void>;
};

/** Connects to the collector of an OTLP endpoint (HTTP, JSON). Loads OpenTelemetry only now. */
export const openTracer = async ({
  endpoint,
  version,
}: {
  readonly endpoint: string;
  readonly version: string;
}): Promise<Tracer> => {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, timeoutMillis: 5_000 });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'pixmill', 'service.version': version }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  return { api, tracer: provider.getTracer('pixmill', version), close: () => provider.shutdown() };
};
