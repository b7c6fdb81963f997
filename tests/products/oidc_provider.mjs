// Serves the npm package oidc-provider on a free port of loopback until standard input ends; its issuer URL is printed.
// Arguments: its configuration as JSON, and what is appended to its URL to make the issuer.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const modules = createRequire(join(process.env.CONFORMANCE_NODE_MODULES, 'index.js'))
const { default: Provider } = await import(pathToFileURL(modules.resolve('oidc-provider')))
const [configuration = '{}', appended = ''] = process.argv.slice(2)
const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`
  server.on('request', new Provider(url + appended, JSON.parse(configuration)).callback())
  console.log(url)
})
process.stdin.on('end', () => process.exit()).resume()
