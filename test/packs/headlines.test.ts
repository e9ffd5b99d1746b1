/** What everyday commands do, as the headline of a card says it: English sentences with their object. */
import { describe, expect, it } from "vitest";
import { whatItDoes } from "../../src/core/approval/headline.ts";
import { judgeIn, type World } from "../support/little-world.ts";

describe("headlines", () => {
  const check = (run: string, sentence: string, world: World = {}) =>
    it(run, async () => {
      const { effects } = await judgeIn(world, { kind: "command", text: run });
      expect(whatItDoes(effects)).toBe(sentence);
    });

  check("helm upgrade api ./chart", "Replaces the release api with the chart ./chart.");
  check("helm upgrade --install api ./chart -n prod", "Replaces the release api with the chart ./chart.");
  check("helm install api ./chart", "Puts the release api with the chart ./chart into the cluster.");
  check("helm rollback api 3", "Rolls the release api back to revision 3.");
  check("helm uninstall api", "Deletes the release api with all it has put into the cluster.");
  check("helm push chart.tgz oci://reg.acme.io/charts", "Publishes the chart chart.tgz to oci://reg.acme.io/charts.");
  check("kubectl rollout undo deployment/api", "Puts an earlier version of deployment/api into service.");
  check("kubectl delete pvc --all", "Deletes every volume claim and, by the usual policy, its data.");
  check("npm unpublish foo@1.0.0 --force", "Takes the published package foo@1.0.0 back.");
  check("npm deprecate foo@1 'x'", "Marks foo@1 as deprecated.");
  check("npm dist-tag add foo@1.2.3 latest", "Changes what a version tag means.");
  check("npm owner rm bob foo", "Takes from bob the right to publish foo.");
  check("npm token revoke abc", "Revokes the access token abc.");
  check("docker rmi -f app", "Deletes the image app, used or not.");
  check("pulumi destroy -y", "Destroys everything that the stack manages.");
  check("aws s3 rb s3://acme-backups --force", "Deletes the bucket s3://acme-backups with every object in it.");
  check("aws ec2 terminate-instances --instance-ids i-123", "Deletes the ec2 instance i-123.");
  check("gcloud projects delete acme", "Deletes the project acme.");
  check("gcloud compute instances delete vm1", "Deletes the compute instance vm1.");
  check("gcloud run deploy api --image x", "Puts a new version of api into service.");
  check("az group delete --name prod --yes", "Deletes the resource group prod with everything in it.");
  check("gh repo delete acme/shop --yes", "Deletes the repository acme/shop with its issues and pull requests.");
  check("gh pr merge 12 --admin", "Merges the pull request 12 past the rules of its branch.");
  check("gh issue delete 3", "Deletes the issue 3 with its discussion.");
  check("gh secret delete TOKEN", "Deletes the secret TOKEN of the repository.");
  check("supabase projects delete abc", "Deletes the project abc.");
  check("fly apps destroy shop", "Deletes the app shop.");
  check("fly volumes destroy vol_1", "Deletes the volume vol_1.");
  check("heroku apps:destroy shop --confirm shop", "Deletes the app shop.");
  check("netlify deploy --prod", "Deploys the site.");
  check("vercel env rm TOKEN production", "Deletes the variable TOKEN in production.");
  check("apt-get purge -y postgresql", "Removes postgresql with the data that it keeps.");
  check("rabbitmqctl delete_queue jobs", "Deletes the queue jobs with what is in it.");
  check(
    "kafka-topics.sh --bootstrap-server k:9092 --delete --topic orders",
    "Deletes the topic orders with every message in it.",
  );
  check("vagrant destroy -f", "Deletes the machine with its disk.");
  check("mkfs.ext4 /dev/sdb1", "Formats /dev/sdb1, and everything on it goes.");
  check("shutdown -h now", "Switches the machine off or starts it anew.");
  check("passwd root", "Replaces the password of root.");
  check("rm -rf /", "Deletes everything in /.");
  check("rm -rf ~", "Deletes a home folder (/home/dev).");
  check("vercel --prod", "Puts the folder into service in production.");
  check("az vm delete -n vm1 -g rg", "Deletes the vm vm1.");
  check("rm -rf notes uploads", "Deletes notes and uploads.", { files: { "notes/a": "x", "uploads/a": "x" } });
  check("kubectl replace --force -f api.yaml", "Deletes the deployment api and creates it anew.", {
    files: { "api.yaml": "kind: Deployment\nmetadata: {name: api}\n" },
  });
  const loose: World = {
    files: { "junk/b": "x", "c.txt": "x", "src/a": "x", "src/t": "x" },
    git: { untracked: ["junk/b", "c.txt", "src/t"] },
  };
  check("git clean -f", "Deletes 2 files (c.txt, src/t) for good: git has never seen them.", loose);
  check("git clean -fd", "Deletes 3 files (junk/b, c.txt, src/t) for good: git has never seen them.", loose);
  check("git clean -f junk", "Deletes junk/b for good: git has never seen it.", loose);
  check("wrangler d1 delete shop -y", "Deletes the D1 database shop.");
  check("npm publish --registry https://npm.example.com", "Publishes the package of this folder.");
  check('mongosh mongodb://db.acme.io/shop --eval "db.dropDatabase()"', "Drops the database shop.");
  check('mongosh shop --eval "db.dropDatabase()"', "Drops the database shop.");
  check('mongosh --eval "db.dropDatabase()"', "Drops the database test.");
  check("git push -f origin main", "Overwrites main on origin, with whatever others have pushed to it.");
});
