import { describe, expect, test } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

const run = async (program: string, code: string) =>
  (await judgeIn({}, { kind: "command", text: `${program} <<'EOF'\n${code}\nEOF` })).decision;

describe("calls that a test library answers", () => {
  test.each([
    [
      "python3",
      "import boto3\nfrom moto import mock_aws\nwith mock_aws():\n    boto3.client('s3').delete_bucket(Bucket='b')",
    ],
    [
      "python3",
      "import boto3\nfrom moto import mock_s3\nm = mock_s3()\nm.start()\nboto3.client('s3').delete_bucket(Bucket='b')",
    ],
    [
      "python3",
      "import responses, requests\n@responses.activate\ndef t():\n    requests.delete('https://api.github.com/repos/a/b')\nt()",
    ],
    [
      "python3",
      "import shutil\nfrom unittest.mock import patch\nwith patch('shutil.rmtree'):\n    shutil.rmtree('/data')",
    ],
    [
      "python3",
      "import os, pytest\ndef test_x(monkeypatch):\n    monkeypatch.setattr(os, 'remove', print)\n    os.remove('/etc/hosts')",
    ],
    [
      "node",
      "const nock = require('nock');\nnock('https://api.github.com').delete('/repos/a/b').reply(204);\nfetch('https://api.github.com/repos/a/b', { method: 'DELETE' });",
    ],
    [
      "node",
      "const sinon = require('sinon'), fs = require('fs');\nsinon.stub(fs, 'rmSync');\nfs.rmSync('/data', { recursive: true });",
    ],
    ["node", "jest.spyOn(fs, 'rmSync').mockImplementation(() => {});\nfs.rmSync('/data', { recursive: true });"],
  ])("%s %s", async (program, code) => expect(await run(program, code)).toBe("allow"));

  test.each([
    ["python3", "import boto3\nfrom moto import mock_aws\nboto3.client('s3').delete_bucket(Bucket='b')"],
    ["python3", "import shutil\nfrom unittest.mock import patch\nwith patch('os.remove'):\n    shutil.rmtree('/data')"],
    [
      "python3",
      "import shutil\nfrom unittest.mock import patch\nwith patch('shutil.rmtree', wraps=shutil.rmtree):\n    shutil.rmtree('/data')",
    ],
    [
      "node",
      "const nock = require('nock');\nnock('https://api.acme.io').delete('/x').reply(204);\nfetch('https://api.github.com/repos/a/b', { method: 'DELETE' });",
    ],
    ["node", "jest.spyOn(fs, 'rmSync');\nfs.rmSync('/data', { recursive: true });"],
  ])("but not %s %s", async (program, code) => expect(await run(program, code)).not.toBe("allow"));
});
