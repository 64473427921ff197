# Pixmill: API, worker, or both in one container (`serve`, with a PostgreSQL of its own in /data).
#   docker build -t pixmill . && docker run -p 8000:8000 -v pixmill:/data pixmill
# docker-compose.yml runs the parts apart.

FROM node:24-bookworm-slim AS build
WORKDIR /build
# What changes seldom first: dependencies are installed again only when one of these changes.
COPY package.json package-lock.json .npmrc ./
COPY packages/pixmill/package.json packages/pixmill/
COPY packages/client/package.json packages/client/
RUN npm ci --no-audit --no-fund
COPY tsconfig.json ./
COPY packages/pixmill packages/pixmill
RUN npm run build -w pixmill && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8000 \
    PIXMILL_DATA_DIR=/data
RUN mkdir /data && chown node:node /data
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/packages/pixmill/package.json packages/pixmill/
COPY --from=build /build/packages/pixmill/bin packages/pixmill/bin
COPY --from=build /build/packages/pixmill/dist packages/pixmill/dist
COPY --from=build /build/packages/pixmill/migrations packages/pixmill/migrations
COPY --from=build /build/packages/pixmill/models packages/pixmill/models
USER node
VOLUME /data
EXPOSE 8000
# A worker has no API: METRICS_PORT gives it a door of its own.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "const { PORT, METRICS_PORT } = process.env; fetch(`http://127.0.0.1:${METRICS_PORT || PORT}/api/v1/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/packages/pixmill/bin/pixmill.js"]
CMD ["serve"]
